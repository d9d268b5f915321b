using PaymentGateway.Bench.Reports;

namespace PaymentGateway.Bench.Running;

/// <summary>What the processes of an environment have used since they started: two of them subtract.</summary>
/// <param name="LoadMs">Of the load generator and the webhook receiver, which are this process.</param>
internal sealed record Cost(
    double ApiMs, double WorkerMs, double PostgresMs, double RedisMs, double LoadMs, long Statements, long RedisCommands)
{
    public static Cost operator -(Cost after, Cost before) => new(
        after.ApiMs - before.ApiMs, after.WorkerMs - before.WorkerMs, after.PostgresMs - before.PostgresMs,
        after.RedisMs - before.RedisMs, after.LoadMs - before.LoadMs, after.Statements - before.Statements,
        after.RedisCommands - before.RedisCommands);

    /// <summary>Of the gateway and its servers, without the load generator and the receiver.</summary>
    public double TotalMs => ApiMs + WorkerMs + PostgresMs + RedisMs;

    /// <param name="suffix">Of the names in the report, from ", ".</param>
    /// <param name="isEndToEnd">Whether the payments' jobs and webhooks are included, to which the goals apply.</param>
    public void AddTo(Report report, string scenario, int payments, string suffix = "", bool isEndToEnd = false)
    {
        Add("API", ApiMs, "CPU ms/payment");
        if (WorkerMs > 0)
        {
            Add("worker", WorkerMs, "CPU ms/payment");
        }

        Add("PostgreSQL", PostgresMs, "CPU ms/payment");
        Add("Redis", RedisMs, "CPU ms/payment");
        Add("load generator and receiver", LoadMs, "CPU ms/payment");
        Add("statements", Statements, "per payment", isEndToEnd ? "≤ 3" : null);
        Add("Redis commands", RedisCommands, "per payment", isEndToEnd ? "≤ 2" : null);

        void Add(string name, double value, string unit, string? goal = null) =>
            report.Add(scenario, $"{name}{suffix}", value / payments, unit, goal);
    }
}
