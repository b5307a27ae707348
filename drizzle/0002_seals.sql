CREATE TABLE "deployment_keys" (
	"name" text PRIMARY KEY NOT NULL,
	"key" "bytea" NOT NULL,
	"made_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sealed_heads" (
	"committee_id" text NOT NULL,
	"seal" integer NOT NULL,
	"reference" text NOT NULL,
	"sequence" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "sealed_heads_committee_id_seal_reference_pk" PRIMARY KEY("committee_id","seal","reference")
);
--> statement-breakpoint
CREATE TABLE "seals" (
	"committee_id" text NOT NULL,
	"number" integer NOT NULL,
	"slot_at" timestamp with time zone NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "seals_committee_id_number_pk" PRIMARY KEY("committee_id","number"),
	CONSTRAINT "seals_slot" UNIQUE("committee_id","slot_at")
);
--> statement-breakpoint
CREATE TABLE "slots" (
	"committee_id" text NOT NULL,
	"job" text NOT NULL,
	"slot_at" timestamp with time zone NOT NULL,
	"plan_version" integer NOT NULL,
	"done_at" timestamp with time zone,
	"retry_at" timestamp with time zone,
	CONSTRAINT "slots_committee_id_job_slot_at_pk" PRIMARY KEY("committee_id","job","slot_at")
);
--> statement-breakpoint
ALTER TABLE "sealed_heads" ADD CONSTRAINT "sealed_heads_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealed_heads" ADD CONSTRAINT "sealed_heads_committee_id_seal_seals_committee_id_number_fk" FOREIGN KEY ("committee_id","seal") REFERENCES "public"."seals"("committee_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seals" ADD CONSTRAINT "seals_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slots_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sealed_heads_matter" ON "sealed_heads" USING btree ("committee_id","reference","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "slots_waiting" ON "slots" USING btree ("committee_id","job") WHERE "slots"."done_at" is null;