namespace Airflow.Engine.Templates;

/// <summary>A template as closures.</summary>
internal sealed record CompiledTemplate(Action<Frame> Root, IReadOnlyDictionary<string, CompiledBlock> Blocks)
{
    /// <summary>Renders the template, and those it extends, into the output of the frame.</summary>
    public void Render(Frame frame)
    {
        frame.Budget.Enter();
        frame.Context.AddBlocks(this);
        Root(frame);
        if (frame.Context.Parent is { } parent)
        {
            frame.Context.Parent = null;
            frame.Output.IsMuted = false;
            parent.Render(frame);
        }

        frame.Budget.Leave();
    }
}
