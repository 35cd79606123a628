namespace Airflow.Engine.Assets;

/// <summary>An alias as a DAG declares it.</summary>
public sealed record AssetAliasDefinition(string Name, string Group);
