DROP INDEX "matters_led";--> statement-breakpoint
ALTER TABLE "matters" ADD COLUMN "subject" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "matters" ADD COLUMN "lead_unit" text;--> statement-breakpoint
ALTER TABLE "matters" ADD COLUMN "authors" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "matters" ADD COLUMN "is_open" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "matters" SET
  "subject" = coalesce("body"->'letter'->>'subject', ''),
  "lead_unit" = "body"->'letter'->>'leadUnit',
  "authors" = to_jsonb(array(
    SELECT DISTINCT "author" FROM unnest(ARRAY["body"->>'preparedBy', "body"->>'sentBy']) AS "author" WHERE "author" IS NOT NULL
  )),
  "is_open" = "state" IN ('draft', 'open')
WHERE "kind" = 'consultation';--> statement-breakpoint
CREATE INDEX "matters_led" ON "matters" USING btree ("committee_id","lead_unit","changed_at");