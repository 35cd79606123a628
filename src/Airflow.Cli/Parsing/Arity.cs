namespace Airflow.Cli.Parsing;

/// <summary>How many words an argument takes.</summary>
internal enum Arity
{
    One,
    /// <summary>An option without a value.</summary>
    Flag,
    /// <summary>Zero or one.</summary>
    Optional,
    Any,
    AtLeastOne,
}
