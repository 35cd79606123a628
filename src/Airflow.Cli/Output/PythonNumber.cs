using System.Globalization;

namespace Airflow.Cli.Output;

/// <summary>Numbers as Python's format "g" writes them.</summary>
internal static class PythonNumber
{
    public static string General(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }

        var scientific = number.ToString("0.#####e+00", CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('e', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent is < -4 or >= 6
            ? scientific
            : number.ToString("0." + new string('#', 5 - exponent), CultureInfo.InvariantCulture);
    }
}
