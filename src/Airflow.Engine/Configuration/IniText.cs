namespace Airflow.Engine.Configuration;

/// <summary>Puts values into the form in which airflow.cfg holds them.</summary>
public static class IniText
{
    /// <summary>Doubles percent signs, which would otherwise begin an interpolation.</summary>
    public static string EscapeValue(string value) => value.Replace("%", "%%", StringComparison.Ordinal);
}
