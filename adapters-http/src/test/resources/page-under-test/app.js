export const name = "the page under test";
