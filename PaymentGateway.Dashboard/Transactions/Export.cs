using System.Collections.Concurrent;
using PaymentGateway.Dashboard.Sessions;

namespace PaymentGateway.Dashboard.Transactions;

/// <summary>One download under way, so that the page that started it can show how far it is.</summary>
/// <param name="total">Rows; null: more than the list counts.</param>
internal sealed class Export(MerchantSession owner, int? total)
{
    public string Id { get; } = Guid.NewGuid().ToString("N");

    public MerchantSession Owner => owner;

    public int? Total => total;

    public int Rows { get; private set; }

    /// <summary>This process serves the download. If another one does, nothing of it is known here.</summary>
    public bool HasStarted { get; set; }

    public bool IsOver { get; private set; }

    /// <summary>The download broke off; what arrived is not all.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Called whenever there is more to show; by the page that watches.</summary>
    public Action? Changed { get; set; }

    public void Report(int rows)
    {
        Rows = rows;
        Changed?.Invoke();
    }

    public void Finish(bool failed)
    {
        IsOver = true;
        HasFailed = failed;
        Changed?.Invoke();
    }
}

internal sealed class Exports
{
    private readonly ConcurrentDictionary<string, Export> _running = new(StringComparer.Ordinal);

    public Export Start(MerchantSession owner, int? total)
    {
        var export = new Export(owner, total);
        _running[export.Id] = export;
        owner.Ended.Register(() => _running.TryRemove(export.Id, out _));
        return export;
    }

    /// <summary>Taken once: a link that is followed again is a download without a page that watches.</summary>
    public Export? Take(string? id, MerchantSession owner)
    {
        if (id is null || !_running.TryGetValue(id, out var export) || export.Owner != owner || !_running.TryRemove(id, out _))
        {
            return null;
        }

        export.HasStarted = true;
        return export;
    }
}
