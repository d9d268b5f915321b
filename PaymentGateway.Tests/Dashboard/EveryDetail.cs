namespace PaymentGateway.Tests.Dashboard;

/// <summary>A payment in each of its states, and a delivery.</summary>
public sealed class EveryDetail(RunningDashboard running) : InspectedPages(running)
{
    public static TheoryData<string> All => new(PageStates.Details);

    [Theory]
    [MemberData(nameof(All))]
    public Task Is_accessible_fits_the_screen_and_shows_the_focus(string state) => InspectAsync(state);
}
