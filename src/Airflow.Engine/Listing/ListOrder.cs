namespace Airflow.Engine.Listing;

/// <summary>One key that a list is ordered by. Nothing comes after everything, and before everything where the order descends.</summary>
public sealed record ListOrder(string Field, bool IsDescending = false)
{
    /// <summary>A name, with one minus or more in front of it where the order descends.</summary>
    public static ListOrder Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith('-') ? new ListOrder(text.TrimStart('-'), IsDescending: true) : new ListOrder(text);
    }
}
