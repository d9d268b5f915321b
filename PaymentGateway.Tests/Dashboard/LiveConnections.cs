using System.Net.WebSockets;
using System.Text;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>The WebSocket by which a page lives: whose it may be, and for how long.</summary>
[Collection(nameof(GuardedDashboard))]
public sealed class LiveConnections(GuardedDashboard running)
{
    private static readonly byte[] Handshake = Encoding.UTF8.GetBytes("""{"protocol":"blazorpack","version":1}""" + "\u001e");

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("null")]
    [InlineData("file://")]
    public async Task A_page_of_another_site_gets_none(string origin)
    {
        using var visitor = await running.LoggedInAsync();
        using var socket = NewSocket(origin, visitor.CookieHeader);

        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(socket));
        Assert.Equal(403, (int)socket.HttpStatusCode);
    }

    [Fact]
    public async Task Nobody_gets_one_without_being_logged_in()
    {
        using var socket = NewSocket(running.Address, "theme=dark");

        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(socket));
        Assert.Equal(403, (int)socket.HttpStatusCode);
    }

    [Fact]
    public async Task It_ends_with_the_session()
    {
        using var visitor = await running.LoggedInAsync();
        using var socket = NewSocket(running.Address, visitor.CookieHeader);
        await ConnectAsync(socket);
        await socket.SendAsync(Handshake, WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        Assert.Equal("{}\u001e", await ReceiveAsync(socket)); // it is accepted, and stays open by itself

        await visitor.LogOutAsync();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<WebSocketException>(async () =>
        {
            while (await ReceiveAsync(socket, patience.Token) is not null)
            {
            }

            throw new WebSocketException("closed in order");
        });
    }

    private Task ConnectAsync(ClientWebSocket socket) => socket.ConnectAsync(
        new Uri(running.Address.Replace("http://", "ws://", StringComparison.Ordinal) + "/_blazor"), TestContext.Current.CancellationToken);

    private static ClientWebSocket NewSocket(string origin, string cookies)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Cookie", cookies);
        return socket;
    }

    /// <returns>Null: the other side has closed.</returns>
    private static async Task<string?> ReceiveAsync(ClientWebSocket socket, CancellationToken cancel = default)
    {
        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer, cancel);
        return received.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
