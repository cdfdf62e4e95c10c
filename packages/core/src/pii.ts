/** Classes of personal data. */
export type Pii = "name" | "phone" | "email" | "address" | "id_number" | "birth_date" | "other";
