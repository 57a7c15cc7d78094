using System.Text;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>
/// One writing while it runs: its text so far, for any number who follow it, each at its own pace and each from the first word. What a slow one has not
/// taken yet comes to it in one piece.
/// </summary>
internal sealed class RunningWriting : IProgress<WritingProgress>, IDisposable
{
    // What was written is bounded again when it is done; this only keeps a model that does not stop from filling memory.
    private const int LongestText = 400_000;

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly CancellationTokenSource _cancel;
    private TaskCompletionSource _news = Signal();
    private string _stage = "";
    private bool _finished;

    /// <param name="row">The row it has.</param>
    /// <param name="most">How long it may take.</param>
    /// <param name="time">The clock.</param>
    public RunningWriting(WritingRow row, TimeSpan most, TimeProvider time)
    {
        Row = row;
        _cancel = new CancellationTokenSource(most, time);
        Token = _cancel.Token;
        Completion = Task.FromResult(row);
    }

    public WritingRow Row { get; }

    /// <summary>Cancelled when it is to end.</summary>
    public CancellationToken Token { get; }

    /// <summary>Why it is to end; overtime where nobody said.</summary>
    public RunEnd End { get; private set; } = RunEnd.Overtime;

    /// <summary>The row that it became; fails with what the starter is to be told.</summary>
    public Task<WritingRow> Completion { get; set; }

    public string Text
    {
        get
        {
            lock (_gate)
                return _text.ToString();
        }
    }

    public void Report(WritingProgress value)
    {
        TaskCompletionSource heard;
        bool tooLong;
        lock (_gate)
        {
            if (_finished || Token.IsCancellationRequested)
                return;
            _text.Append(value.Text);
            _stage = value.Stage;
            tooLong = _text.Length > LongestText;
            (heard, _news) = (_news, Signal());
        }

        heard.TrySetResult();
        if (tooLong)
            Cancel(RunEnd.TooMuch);
    }

    /// <summary>The first reason counts; later ones change nothing.</summary>
    public void Cancel(RunEnd why)
    {
        lock (_gate)
        {
            if (_finished || Token.IsCancellationRequested)
                return;
            End = why;
            // What runs on at the token is the writer's, and never on the thread of whoever cancels.
            _ = _cancel.CancelAsync();
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void Finish()
    {
        lock (_gate)
            _finished = true;
        _news.TrySetResult();
    }

    /// <summary>Tells all that was written and will be, until it is finished.</summary>
    public async Task FollowAsync(IProgress<WritingProgress>? progress, CancellationToken cancel)
    {
        var told = 0;
        while (true)
        {
            string text, stage;
            Task news;
            bool finished;
            lock (_gate)
            {
                (text, stage, news, finished) = (_text.ToString(told, _text.Length - told), _stage, _news.Task, _finished);
                told = _text.Length;
            }

            if (text.Length > 0 || stage.Length > 0 && !finished)
                progress?.Report(new WritingProgress(text, stage));
            if (finished)
                return;
            await news.WaitAsync(cancel);
        }
    }

    public void Dispose() => _cancel.Dispose();

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
