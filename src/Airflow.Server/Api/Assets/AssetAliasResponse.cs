using Airflow.Engine.Assets;

namespace Airflow.Server.Api.Assets;

/// <summary>An alias of assets.</summary>
internal sealed record AssetAliasResponse(int Id, string Name, string Group)
{
    public static AssetAliasResponse Of(AssetAliasRecord alias) => new(alias.Id, alias.Name, alias.Group);
}
