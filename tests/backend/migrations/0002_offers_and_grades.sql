-- Offers from the waitlist: what was asked for when a place comes free, and how long an offer stands.
ALTER TABLE registration ADD COLUMN when_free TEXT NOT NULL DEFAULT 'confirm';
ALTER TABLE registration ADD COLUMN offer_until TEXT;
CREATE INDEX registration_offer ON registration (status, offer_until);

-- A line of a grade names its class; one that became an alternative names the session wished for first.
ALTER TABLE line ADD COLUMN class TEXT;
ALTER TABLE line ADD COLUMN wished TEXT;
