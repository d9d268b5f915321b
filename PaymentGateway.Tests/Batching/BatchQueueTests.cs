using System.Diagnostics;
using PaymentGateway.Core.Batching;

namespace PaymentGateway.Tests.Batching;

public sealed class BatchQueueTests
{
    private static readonly BatchOptions OneWriter = new() { Writers = 1, MaxItems = 3, MaxAlone = 1, Capacity = 8 };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_that_wait_are_run_together_up_to_the_maximum()
    {
        var step = new RecordingStep { Held = "first" };
        await using var queue = new BatchQueue<string, string>(step, OneWriter);

        var results = await RunAsync(queue, step, "first", "a", "b", "c", "d");

        Assert.Equal(["first", "a", "b", "c", "d"], results);
        Assert.Equal(["first", "a b c", "d"], step.Batches);
    }

    [Fact]
    public async Task An_item_that_fails_fails_alone()
    {
        var step = new RecordingStep { Held = "first" };
        await using var queue = new BatchQueue<string, string>(step, OneWriter);

        var results = await RunAsync(queue, step, "first", "a", "bad", "c");

        Assert.Equal(["first", "a", "One item is bad.", "c"], results);
        Assert.Equal(["first", "a bad c", "a (waits)", "bad (waits)", "c (waits)"], step.Batches);
    }

    [Fact]
    public async Task A_failure_that_every_item_would_meet_fails_the_batch_at_once()
    {
        var step = new RecordingStep { Held = "first", Error = new TimeoutException("No response.") };
        await using var queue = new BatchQueue<string, string>(step, OneWriter);

        var results = await RunAsync(queue, step, "first", "a", "bad", "c");

        Assert.Equal(["first", "No response.", "No response.", "No response."], results);
        Assert.Equal(["first", "a bad c"], step.Batches);
    }

    [Fact]
    public async Task A_locked_item_waits_alone_while_others_are_run()
    {
        var step = new RecordingStep { Held = "first" };
        await using var queue = new BatchQueue<string, string>(step, OneWriter);

        var locked = queue.RunAsync("locked", Cancelled);
        var others = await RunAsync(queue, step, "first", "a", "b");

        Assert.Equal(["first", "a", "b"], others);
        Assert.False(locked.IsCompleted);
        step.Unlock();
        Assert.Equal("locked", await locked);
    }

    [Fact]
    public async Task An_item_beyond_the_capacity_is_refused_and_not_run()
    {
        var step = new RecordingStep { Held = "first" };
        await using var queue = new BatchQueue<string, string>(step, OneWriter);
        var first = queue.RunAsync("first", Cancelled);
        await TakenAsync(step);
        var waiting = Enumerable.Range(0, OneWriter.Capacity).Select(n => queue.RunAsync($"{n}", Cancelled)).ToList();

        await Assert.ThrowsAsync<BatchQueueFullException>(() => queue.RunAsync("too many", Cancelled));

        step.Open();
        await Task.WhenAll([first, .. waiting]);
        Assert.DoesNotContain(step.Batches, batch => batch.Contains("too many", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_item_is_run_only_if_a_writer_has_taken_it()
    {
        var step = new RecordingStep { Held = "taken" };
        await using var queue = new BatchQueue<string, string>(step, OneWriter);
        using var leaving = new CancellationTokenSource();
        var taken = queue.RunAsync("taken", leaving.Token);
        await TakenAsync(step);
        var waiting = queue.RunAsync("waiting", leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        step.Open();
        Assert.Equal("last", await queue.RunAsync("last", Cancelled));
        Assert.Equal(["taken", "last"], step.Batches);
    }

    [Fact]
    public async Task A_disposed_queue_runs_waiting_and_locked_items_first()
    {
        var step = new RecordingStep { Held = "first" };
        var queue = new BatchQueue<string, string>(step, OneWriter);
        Task<string>[] items = [.. new[] { "first", "a", "locked" }.Select(item => queue.RunAsync(item, CancellationToken.None))];

        var end = queue.DisposeAsync().AsTask();
        var wereAllRun = end.ContinueWith(_ => items.All(item => item.IsCompletedSuccessfully), TaskScheduler.Default);
        step.Open();
        await Task.WhenAll(items[..2]);
        for (var turn = 0; turn < 1000; turn++)
        {
            await Task.Yield(); // a queue that does not wait for the locked item would end
        }

        step.Unlock();
        Assert.True(await wereAllRun);
        Assert.Equal(["first", "a", "locked"], await Task.WhenAll(items));
    }

    [Fact]
    public async Task The_span_of_a_batch_is_the_only_callers_child_or_linked_to_all_callers()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "PaymentGateway.Batching",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        var step = new RecordingStep { Held = "first" };
        await using var queue = new BatchQueue<string, string>(step, OneWriter);

        using var caller = new Activity("caller").Start();
        await RunAsync(queue, step, "first", "a", "b");

        var (alone, together) = (spans.Single(span => span.TraceId == caller.TraceId), spans.Single(span => span.Links.Any()));
        Assert.Equal(caller.SpanId, alone.ParentSpanId);
        Assert.Equal([caller.Context, caller.Context], together.Links.Select(link => link.Context));
        Assert.Equal(2, together.GetTagItem("batch.size"));
    }

    /// <summary>The first item keeps the writer until the others wait.</summary>
    private static async Task<string[]> RunAsync(BatchQueue<string, string> queue, RecordingStep step, params string[] items)
    {
        var first = queue.RunAsync(items[0], Cancelled);
        await TakenAsync(step);
        var others = items[1..].Select(item => queue.RunAsync(item, Cancelled)).ToList();
        step.Open();
        return await Task.WhenAll(new[] { first }.Concat(others).Select(async item =>
        {
            try
            {
                return await item;
            }
            catch (Exception exception) when (exception is InvalidOperationException or TimeoutException)
            {
                return exception.Message;
            }
        }));
    }

    private static Task TakenAsync(RecordingStep step) => Support.Eventually.BecomesTrueAsync(
        () => Task.FromResult(!step.Batches.IsEmpty), "the first item is taken", TimeSpan.FromSeconds(10));
}
