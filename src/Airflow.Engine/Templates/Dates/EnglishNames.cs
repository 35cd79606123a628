namespace Airflow.Engine.Templates;

/// <summary>Names of days and months, the same whatever the machine's culture.</summary>
internal static class EnglishNames
{
    /// <summary>Monday first.</summary>
    public static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    public static string Short(string name) => name[..3];

    public static string Ordinal(long number) => number + (number % 100 is >= 11 and <= 13 ? "th" : (number % 10) switch
    {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    });
}
