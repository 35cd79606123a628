using System.Diagnostics;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Dags;

/// <summary>Where a picture of a graph goes: printed as text, into a file, or onto the terminal.</summary>
/// <param name="imgcat">The option that shows it on the terminal.</param>
/// <param name="save">The option that saves it.</param>
internal sealed class GraphPicture(string imgcat = "--imgcat", string save = "-s/--save")
{
    private const string Renderer = "dot";

    private readonly Argument<bool> _imgcat = Option.Flag(imgcat, "Show the graph on the terminal, if that can show pictures (iTerm2, WezTerm, kitty's imgcat).");
    private readonly Argument<string?> _save = Option.Text(save, "Save the graph to this file: .dot as text; .png, .svg, .pdf and others by Graphviz.");

    public Argument OnTerminal => _imgcat;

    public Argument Saved => _save;

    /// <summary>Whether the graph is wanted as a picture.</summary>
    public bool IsWanted(CommandContext context) => context.Get(_imgcat) || context.Get(_save) is not null;

    /// <summary>Refuses what contradicts itself before anything is looked up.</summary>
    public void Check(CommandContext context)
    {
        if (context.Get(_save) is not null && context.Get(_imgcat))
        {
            throw new AirflowException("usage", "Option --save and --imgcat are mutually exclusive. Please remove one option to execute the command.");
        }
    }

    public async Task PutAsync(CommandContext context, string dot)
    {
        if (context.Get(_save) is { } path)
        {
            await SaveAsync(dot, path, context.CancellationToken);
            context.Out.Write($"File {path} saved\n");
        }
        else if (context.Get(_imgcat))
        {
            var image = await RenderAsync(dot, "png", context.CancellationToken);

            // the sequence of iTerm2, which other terminals have taken over
            context.Out.Write($"\e]1337;File=inline=1;size={image.Length}:{Convert.ToBase64String(image)}\a\n");
        }
        else
        {
            context.Out.Write(dot + "\n");
        }
    }

    private static async Task SaveAsync(string dot, string path, CancellationToken cancellationToken)
    {
        var format = Path.GetExtension(path).TrimStart('.');
        if (format is "dot" or "gv")
        {
            await File.WriteAllTextAsync(path, dot, cancellationToken);
            return;
        }

        if (format.Length == 0)
        {
            throw new AirflowException("file_format", $"The file {path} has no ending that says what it is to be: .dot, .png, .svg, .pdf …");
        }

        await File.WriteAllBytesAsync(path, await RenderAsync(dot, format, cancellationToken), cancellationToken);
    }

    private static async Task<byte[]> RenderAsync(string dot, string format, CancellationToken cancellationToken)
    {
        var info = new ProcessStartInfo(Renderer, [$"-T{format}"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(info, format);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        using var image = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(image, cancellationToken);
        await process.StandardInput.WriteAsync(dot.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? image.ToArray()
            : throw new AirflowException("graphviz_failed", $"Graphviz could not make a {format}: {(await error).Trim()}");
    }

    private static Process Start(ProcessStartInfo info, string format)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new AirflowException(
                "graphviz_missing",
                $"A {format} is made by Graphviz, whose program '{Renderer}' is not found. Install it, or save the text to a file that ends with .dot.",
                exception);
        }
    }
}
