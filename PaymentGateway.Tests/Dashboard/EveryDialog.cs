namespace PaymentGateway.Tests.Dashboard;

/// <summary>Each dialog.</summary>
public sealed class EveryDialog(RunningDashboard running) : InspectedPages(running)
{
    public static TheoryData<string> All => new(PageStates.Dialogs);

    [Theory]
    [MemberData(nameof(All))]
    public Task Is_accessible_fits_the_screen_and_shows_the_focus(string state) => InspectAsync(state);
}
