namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <summary>A trigger, which EF Core cannot express. Frozen: later migrations replace functions, they never edit this file.</summary>
    public partial class EndpointResponseCode
    {
        /// <summary>Another address starts without the health of the one before, also when it is set by SQL.</summary>
        private const string Endpoints = """
            CREATE OR REPLACE FUNCTION endpoint_starts_anew() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                UPDATE webhook_endpoints SET consecutive_failures = 0, first_failure_at = NULL, last_response_code = NULL,
                    open_until = NULL, openings = 0, disabled_url = NULL
                WHERE merchant_id = NEW.id;
                RETURN NULL;
            END $$;
            """;
    }
}
