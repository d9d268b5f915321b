using System.Text;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Abuse;

/// <summary>Sends bad requests to both gateways and collects whatever is not as it must be.</summary>
internal static class Onslaught
{
    public static async Task RunAsync(AbusedGateways gateways, IReadOnlyList<BadRequest> requests)
    {
        List<string> complaints = [];
        var answers = await Task.WhenAll(
            SendAsync(gateways.Development, requests, complaints), SendAsync(gateways.Production, requests, complaints));

        complaints.AddRange(answers[0].Zip(answers[1], requests)
            .Where(pair => pair.First != pair.Second)
            .Select(pair => $"{pair.Third}: {pair.First} in Development, {pair.Second} in Production"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{requests.Count} bad requests to each of two gateways");
        Assert.True(complaints.Count == 0, $"{complaints.Count}:\n{string.Join('\n', complaints.Take(60))}");
    }

    private static async Task<List<(int, string?, string?)>> SendAsync(Stage stage, IReadOnlyList<BadRequest> requests, List<string> complaints)
    {
        List<(int, string?, string?)> gists = [];
        var before = await stage.FingerprintAsync();
        foreach (var sameRoute in requests.GroupBy(request => request.Route))
        {
            foreach (var bad in sameRoute)
            {
                var answer = await SendAsync(stage, bad);
                gists.Add(Refusal.Gist(answer));
                if (Refusal.FindFault(answer, bad.Status, bad.Code, bad.Field) is { } fault)
                {
                    Complain($"{bad}: {fault}: {answer}");
                }
            }

            var after = await stage.FingerprintAsync();
            if (after != before)
            {
                Complain($"{sameRoute.Key}: something has changed");
                before = after;
            }
        }

        return gists;

        void Complain(string complaint)
        {
            lock (complaints)
            {
                complaints.Add(complaint);
            }
        }
    }

    // Latin-1 maps every byte to a character and back: what is no UTF-8 stays so.
    private static Task<ApiAnswer> SendAsync(Stage stage, BadRequest bad) =>
        stage.SendAsync(bad.Route, Encoding.Latin1.GetBytes(stage.Fill(Encoding.Latin1.GetString(bad.Body))), bad.ContentType, contentEncoding: bad.ContentEncoding);
}
