-- Version 4: what the merchant was told of a payment is found without reading every notification.
CREATE INDEX notification_by_payment ON notification (environment_id, payment_id) WHERE payment_id IS NOT NULL;
