using System.Diagnostics;

namespace PaymentGateway.Core.Batching;

/// <summary>The span in which an item was made: what a batch makes of it belongs to that trace, not to the batch's own.</summary>
public sealed class CallerSpan
{
    private readonly Activity? _activity = Activity.Current;

    public T Run<T>(Func<T> work)
    {
        (var before, Activity.Current) = (Activity.Current, _activity);
        try
        {
            return work();
        }
        finally
        {
            Activity.Current = before;
        }
    }
}
