namespace Airflow.Runtime.Frames.Messages;

/// <summary>The label of a mapped instance.</summary>
internal sealed record SetRenderedMapIndex : FrameMessage
{
    public override string Type => "SetRenderedMapIndex";
    private static ReadOnlySpan<byte> TypeUtf8 => "SetRenderedMapIndex"u8;
    public string RenderedMapIndex { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        RenderedMapIndex = fields.Text("rendered_map_index"u8, RenderedMapIndex);
        fields.Type(TypeUtf8);
    }
}
