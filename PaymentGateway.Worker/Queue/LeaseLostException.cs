namespace PaymentGateway.Worker.Queue;

/// <summary>Another worker has reclaimed the job: nothing has been saved.</summary>
internal sealed class LeaseLostException(long jobId) : Exception($"Job {jobId} was reclaimed by another worker.");
