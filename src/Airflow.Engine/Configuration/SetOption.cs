namespace Airflow.Engine.Configuration;

/// <summary>A name that is set somewhere, with its raw value and the place in words.</summary>
internal sealed record SetOption(OptionName Name, string Value, string Place);
