namespace Airflow.Engine.Configuration;

/// <summary>What a warning is about.</summary>
public enum ConfigurationWarningKind
{
    /// <summary>A value was read under a former name of its option.</summary>
    FormerNameSet,
    /// <summary>A program asked for an option by a former name.</summary>
    FormerNameAsked,
    /// <summary>A value of an earlier release was replaced by its successor.</summary>
    ValueReplaced,
    /// <summary>An entry has a name that earlier releases had; it is not read.</summary>
    Obsolete,
    /// <summary>An entry has a name that no release had; it is not read by us.</summary>
    Unknown,
}
