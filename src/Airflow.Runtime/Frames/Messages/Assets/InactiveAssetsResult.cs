namespace Airflow.Runtime.Frames.Messages;

/// <summary>Assets of the task that are not active.</summary>
internal sealed record InactiveAssetsResult : FrameMessage
{
    public override string Type => "InactiveAssetsResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "InactiveAssetsResult"u8;
    public IReadOnlyList<AssetProfile>? InactiveAssets { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        InactiveAssets = fields.OptionalPartList("inactive_assets"u8, InactiveAssets, static () => new AssetProfile());
        fields.Type(TypeUtf8);
    }
}
