export const farm = "farm";
