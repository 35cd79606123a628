namespace Airflow.Runtime.Frames.Messages;

/// <summary>Assets behind an alias.</summary>
internal sealed record AssetsByAliasResult : FrameMessage
{
    public override string Type => "AssetsByAliasResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "AssetsByAliasResult"u8;
    public IReadOnlyList<AssetResponse> Assets { get; set; } = [];

    internal override void Visit(ref FieldCodec fields)
    {
        Assets = fields.PartList("assets"u8, Assets, static () => new AssetResponse());
        fields.Type(TypeUtf8);
    }
}
