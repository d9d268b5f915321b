namespace PaymentGateway.Core.Queue;

public enum JobState
{
    Ready,
    Running,
    Done,
    Dead,
}

/// <summary>The names in the database; they never change.</summary>
public static class JobStates
{
    public static string WireName(JobState state) => state switch
    {
        JobState.Ready => "ready",
        JobState.Running => "running",
        JobState.Done => "done",
        JobState.Dead => "dead",
    };

    internal static JobState FromWireName(string name) => name switch
    {
        "ready" => JobState.Ready,
        "running" => JobState.Running,
        "done" => JobState.Done,
        "dead" => JobState.Dead,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such state of a job."),
    };
}
