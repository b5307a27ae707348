ALTER TABLE "accounts" ADD COLUMN "has_copies" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "is_copy" boolean DEFAULT false NOT NULL;