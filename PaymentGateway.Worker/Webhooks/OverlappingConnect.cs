using System.Net;
using System.Net.Sockets;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>
/// Connects to whichever of several addresses answers first. Attempts overlap (RFC 8305): an address that does not
/// answer delays the next by 250 ms, instead of using up all the time there is.
/// </summary>
internal static class OverlappingConnect
{
    /// <summary>A name may have any number of addresses, and each of them costs somebody a connection.</summary>
    private const int MaxAddresses = 8;

    private static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(250);

    /// <param name="addresses">At least one.</param>
    /// <exception cref="SocketException">None could be connected to; why the last could not.</exception>
    public static async Task<Socket> ConnectAsync(IEnumerable<IPAddress> addresses, int port, CancellationToken cancel)
    {
        var waiting = new Queue<IPAddress>(InTurns(addresses).Take(MaxAddresses));
        var running = new List<Task<Socket>>();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            while (true)
            {
                if (waiting.TryDequeue(out var address))
                {
                    running.Add(ConnectOneAsync(address, port, over.Token));
                }

                var ended = await FirstToEndAsync(running, hasMore: waiting.Count > 0, over.Token);
                cancel.ThrowIfCancellationRequested(); // by another token than this it would be no time-out
                var isLast = running.Count + waiting.Count == 1;
                if (ended is { IsCompletedSuccessfully: true } || (ended is not null && isLast))
                {
                    running.Remove(ended);
                    return await ended;
                }

                _ = ended is not null && running.Remove(ended); // it failed, and there are others
            }
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(running.Select(CloseAsync));
        }
    }

    /// <summary>By families in turn, each in the resolver's order: one may lead nowhere as a whole.</summary>
    private static IEnumerable<IPAddress> InTurns(IEnumerable<IPAddress> addresses) => addresses.Distinct()
        .GroupBy(address => address.AddressFamily).SelectMany(family => family.Index())
        .OrderBy(place => place.Index).Select(place => place.Item);

    /// <returns>Null: it is the next one's turn.</returns>
    private static async Task<Task<Socket>?> FirstToEndAsync(
        List<Task<Socket>> running, bool hasMore, CancellationToken cancel)
    {
        var delay = hasMore ? AttemptDelay : Timeout.InfiniteTimeSpan;
        return await Task.WhenAny([.. running, Task.Delay(delay, TimeProvider.System, cancel)]) as Task<Socket>;
    }

    private static async Task<Socket> ConnectOneAsync(IPAddress address, int port, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancel);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task CloseAsync(Task<Socket> loser)
    {
        await ((Task)loser).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loser.IsCompletedSuccessfully)
        {
            (await loser).Dispose();
        }
    }
}
