namespace PaymentGateway.Dashboard.Components.Primitives;

/// <summary>The dashboard's icons: strokes on a grid of 24 × 24, as the <c>d</c> of an SVG path.</summary>
internal static class Icons
{
    public const string ArrowDown = "M12 5v14M6 13l6 6 6-6";
    public const string ArrowUp = "M12 19V5M6 11l6-6 6 6";
    public const string Bag = "M5 8h14l1 13H4zM9 8V6.5a3 3 0 0 1 6 0V8";
    public const string Bank = "M12 4 4 9h16zM6 9v8M10 9v8M14 9v8M18 9v8M4 17h16M3 20h18";
    public const string Book = "M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zM12 6v14";
    public const string Card = "M3 6h18v12H3zM3 10.5h18M7 14.5h4";
    public const string Check = "M5 12.5l4.5 4.5L19 7.5";
    public const string CheckCircle = Circle + "M8 12.3l2.8 2.8L16 9.5";
    public const string ChevronDown = "M6 9l6 6 6-6";
    public const string ChevronLeft = "M15 6l-6 6 6 6";
    public const string ChevronRight = "M9 6l6 6-6 6";
    public const string Clock = Circle + "M12 7v5l3.5 2";
    public const string Copy = "M9 9h11v11H9zM5 15H4V4h11v1";
    public const string Cross = "M6 6l12 12M18 6 6 18";
    public const string CrossCircle = Circle + "M9 9l6 6M15 9l-6 6";
    public const string Dot = "M12 10a2 2 0 1 1 0 4 2 2 0 0 1 0-4z";
    public const string Download = "M12 4v11M7 10.5l5 5 5-5M5 20h14";
    public const string Eye =
        "M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6z";
    public const string EyeOff = Eye + "M4 3l16 18";
    public const string FilterOff = "M4 5h16l-6 7.5V19l-4-2v-4.5zM3 21 21 3";
    public const string LogOut = "M10 4H5v16h5M14 8l4 4-4 4M18 12H9";
    public const string More = "M4 12h2M11 12h2M18 12h2";
    public const string Moon = "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z";
    public const string Panels = "M4 4h7v9H4zM13 4h7v5h-7zM13 11h7v9h-7zM4 15h7v5H4z";
    public const string Receipt = "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6";
    public const string Search = Lens + "M15.5 15.5 20 20";
    public const string SearchOff = Search + "M8.5 8.5l4 4M12.5 8.5l-4 4";
    public const string ShieldCheck = "M12 3l7 3v5c0 4.5-3 8-7 10-4-2-7-5.5-7-10V6zM8.8 12l2.3 2.3 4.2-4.5";
    public const string Sliders =
        "M4 7h10M18 7h2M16 5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM4 17h2M10 17h10M8 15a2 2 0 1 1 0 4 2 2 0 0 1 0-4z";
    public const string Sun =
        "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2v2M12 20v2M2 12h2M20 12h2" +
        "M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5";
    public const string Undo = "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3";
    public const string Warning = "M12 4 2.5 20h19zM12 10v4.5M12 17.2v.3";
    public const string Webhook =
        "M12 3a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM5 15.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z" +
        "M19 15.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z" +
        "M10.8 7.7 6.2 15.8M13.2 7.7l4.6 8.1M7.5 18h9";

    private const string Circle = "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z";
    private const string Lens = "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z";
}
