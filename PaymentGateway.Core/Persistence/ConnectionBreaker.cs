#pragma warning disable NPG9001 // Npgsql's internals may change: the tests with a frozen server would notice
using System.Data.Common;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Npgsql;
using Npgsql.Internal;

namespace PaymentGateway.Core.Persistence;

/// <summary>
/// Ends a connection's socket, so that Npgsql's pending read fails as it does when a network breaks, and the connection
/// never returns to the pool. Npgsql itself would first ask the server to cancel, on a second connection and blocking a
/// thread, for up to twice the connection timeout: a server that is frozen does not answer that either.
/// </summary>
internal static class ConnectionBreaker
{
    public static void Break(DbConnection? connection)
    {
        if (connection is NpgsqlConnection npgsql && ConnectorOf(npgsql) is { } connector)
        {
            try
            {
                SocketOf(connector)?.Shutdown(SocketShutdown.Both);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // broken already
            }
        }
    }

    // Npgsql has no public way to break a connection.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Connector")]
    private static extern NpgsqlConnector? ConnectorOf(NpgsqlConnection connection);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socket")]
    private static extern ref Socket? SocketOf(NpgsqlConnector connector);
}
