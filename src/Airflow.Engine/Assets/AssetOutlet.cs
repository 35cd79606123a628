namespace Airflow.Engine.Assets;

/// <summary>An outlet as a finished task reports it: an asset, a reference to one by name or uri, or an alias.</summary>
public sealed record AssetOutlet(AssetOutletKind Kind, string? Name, string? Uri);
