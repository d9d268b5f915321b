using CsCheck;
using Microsoft.AspNetCore.Http;
using PaymentGateway.Api.Payments;
using PaymentGateway.Core.Batching;
using PaymentGateway.Tests.Batching;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Properties;

/// <summary>
/// Requests that arrive together get the responses, and leave the rows, that they would one after the other. A list that
/// proves otherwise is made short and shown with its seed.
/// </summary>
public sealed class PaymentsInBatches(Servers servers)
{
    private static readonly int Lists = Volume.Of(40, full: 1000);

    [Fact]
    public async Task One_batch_of_many_and_many_batches_of_one_give_the_same_responses_and_rows()
    {
        await using var api = await HostServices.CreateAsync(servers, "Api");
        await Poison.AddAsync(api, "INSERT ON payments", "NEW.vpa LIKE 'poison%'");

        await PaymentRequest.Lists(longest: 16).SampleAsync(async requests =>
        {
            var (alone, together) = (new PaymentRequests(api), new PaymentRequests(api));
            await alone.BeginAsync();
            await together.BeginAsync();

            Assert.Equal(await RunOneByOneAsync(api, alone, requests), await RunTogetherAsync(api, together, requests));
            Assert.Equal(await alone.RowsAsync(), await together.RowsAsync());
        }, line => TestContext.Current.TestOutputHelper?.WriteLine(line), iter: Lists, threads: 2, print: list => string.Join("; ", list));
    }

    private static async Task<List<string>> RunOneByOneAsync(HostServices api, PaymentRequests requests, List<PaymentRequest> list)
    {
        await using var queue = new BatchQueue<PaymentCreation, IResult>(api.Get<CreatePaymentBatch>(), new() { MaxItems = 1, Writers = 1 });
        var responses = new List<string>();
        foreach (var request in list)
        {
            responses.Add(requests.Describe(await (await requests.ArriveAsync(request, queue))()));
        }

        return responses;
    }

    private static async Task<List<string>> RunTogetherAsync(HostServices api, PaymentRequests requests, List<PaymentRequest> list)
    {
        var step = HeldCreations.Of(api);
        await using var queue = new BatchQueue<PaymentCreation, IResult>(step, new() { Writers = 1, MaxAlone = 1 });
        var arrived = new List<Func<Task<IResult?>>>();
        foreach (var request in list)
        {
            arrived.Add(await requests.ArriveAsync(request, queue));
        }

        var holder = queue.RunAsync(step.Holder, CancellationToken.None);
        await step.IsHeld;
        var running = arrived.Select(start => start()).ToList();
        step.Release();
        await holder;
        return [.. (await Task.WhenAll(running)).Select(requests.Describe)];
    }
}
