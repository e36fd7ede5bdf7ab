/** Short names of what the API answers. The types themselves are generated from its OpenAPI document, beside the TypeScript example. */
import type { components } from "../../examples/typescript/drover";

type Schemas = components["schemas"];

export type Outcome = Schemas["Outcome"];
export type Attempt = Schemas["Attempt"];
export type Step = Schemas["Step"];
export type Task = Schemas["Task"];
export type Device = Schemas["Device"];
export type PhoneLease = Schemas["PhoneLease"];
export type Account = Schemas["Account"];
export type Action = keyof Schemas["DailyBudget"]["actions"];
export type Material = Schemas["Material"];
export type Parameter = Schemas["ScriptParameter"];
export type Script = Schemas["Script"];
export type PlannedTask = Schemas["PlannedTask"];
export type ChangedTasks = Schemas["ChangedTasks"];
export type TaskFilter = Schemas["TaskFilter"];
export type TaskHistory = Schemas["TaskHistoryAnswer"]["data"];
export type TaskHistoryHour = Schemas["TaskHistoryHour"];
export type TaskHistoryScript = Schemas["TaskHistoryScript"];
export type ProfileRepair = Schemas["ProfileRepairAnswer"]["data"];
