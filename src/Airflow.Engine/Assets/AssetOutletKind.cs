namespace Airflow.Engine.Assets;

/// <summary>What an outlet is.</summary>
public enum AssetOutletKind
{
    Asset,
    NameRef,
    UriRef,
    Alias,
}
