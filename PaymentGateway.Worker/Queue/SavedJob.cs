namespace PaymentGateway.Worker.Queue;

/// <summary>Whether the end of a job was saved.</summary>
internal sealed class SavedJob
{
    public static readonly SavedJob Saved = new();

    /// <summary>The lease has passed to another worker, and nothing was saved.</summary>
    public static readonly SavedJob Lost = new();

    private SavedJob()
    {
    }
}
