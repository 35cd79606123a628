namespace Airflow.Runtime.Frames.Messages;

/// <summary>The asset of a consumed event.</summary>
internal sealed record AssetReference : FramePart
{
    public string Name { get; set; } = "";
    public string Uri { get; set; } = "";
    public FrameValue Extra { get; set; } = FrameValue.EmptyMap;

    internal override void Visit(ref FieldCodec fields)
    {
        Name = fields.Text("name"u8, Name);
        Uri = fields.Text("uri"u8, Uri);
        Extra = fields.Value("extra"u8, Extra);
    }
}
