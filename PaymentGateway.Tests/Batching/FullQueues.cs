using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PaymentGateway.Core.Batching;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Batching;

public sealed class FullQueues(Servers servers)
{
    [Fact]
    public async Task A_request_that_finds_the_queue_full_gets_503_with_retry_after()
    {
        await using var api = await HostServices.CreateAsync(servers, "Api", await servers.EmptyDatabaseAsync());
        await using var scope = api.Get<IServiceScopeFactory>().CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };

        await api.Get<IExceptionHandler>().TryHandleAsync(http, new BatchQueueFullException("create payments"), CancellationToken.None);

        Assert.Equal((503, "1"), (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString()));
    }
}
