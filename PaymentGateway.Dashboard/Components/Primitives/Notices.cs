using System.Collections.Immutable;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Primitives;

internal sealed record Notice(string Text, bool IsError);

/// <summary>Short messages of one circuit. A success disappears by itself; an error stays until it is closed.</summary>
internal sealed class Notices(TimeProvider clock)
{
    private const int MaxShown = 3;
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(6);

    private ImmutableList<Notice> _all = [];

    public event EventHandler? Changed;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Notice> All => _all;

    public void Success(string text)
    {
        var notice = new Notice(text, IsError: false);
        Add(notice);
        _ = RemoveLaterAsync(notice);
    }

    public void Error(string text) => Add(new Notice(text, IsError: true));

    /// <param name="problem">Null: it succeeded.</param>
    public void Result(Problem? problem, string success)
    {
        if (problem is null)
        {
            Success(success);
        }
        else
        {
            Error(problem.Description);
        }
    }

    public void Remove(Notice notice) => Change(all => all.RemoveAll(known => ReferenceEquals(known, notice)));

    // The same text is shown once: the newer one takes the place of the older.
    private void Add(Notice notice) => Change(all =>
    {
        var others = all.RemoveAll(known => known == notice);
        return others.RemoveRange(0, Math.Max(0, others.Count - MaxShown + 1)).Add(notice);
    });

    private async Task RemoveLaterAsync(Notice notice)
    {
        await Task.Delay(Shown, clock);
        Remove(notice);
    }

    private void Change(Func<ImmutableList<Notice>, ImmutableList<Notice>> change)
    {
        ImmutableInterlocked.Update(ref _all, change);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
