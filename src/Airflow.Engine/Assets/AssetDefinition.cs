namespace Airflow.Engine.Assets;

/// <summary>An asset as a DAG declares it; extra is a JSON object.</summary>
public sealed record AssetDefinition(string Name, string Uri, string Group, string Extra);
