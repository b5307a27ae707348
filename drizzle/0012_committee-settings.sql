ALTER TABLE "committees" ADD COLUMN "planned_profiles" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "committees" ADD COLUMN "office_hours" jsonb;--> statement-breakpoint
ALTER TABLE "committees" ADD COLUMN "confirmed_years" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "committees" ADD COLUMN "links_by_email" boolean DEFAULT false NOT NULL;