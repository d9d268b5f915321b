namespace PaymentGateway.Tests.Checkout;

/// <summary>Each state of the checkout in its frame that follows the form, or stands in its place.</summary>
public sealed class EveryOutcome(RunningCheckout running) : InspectedScreens(running)
{
    public static TheoryData<string> All => new(States.Outcomes);

    [Theory]
    [MemberData(nameof(All))]
    public Task Is_accessible_fits_the_screen_and_shows_the_focus(string state) => InspectAsync(state);
}
