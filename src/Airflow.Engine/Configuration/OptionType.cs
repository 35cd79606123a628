namespace Airflow.Engine.Configuration;

/// <summary>How the text of an option is to be read.</summary>
public enum OptionType
{
    /// <summary>Any text; its reader may demand more.</summary>
    Text,
    /// <summary>A whole number.</summary>
    Integer,
    /// <summary>A number, often of seconds.</summary>
    Float,
    /// <summary>True or False.</summary>
    Boolean,
}
