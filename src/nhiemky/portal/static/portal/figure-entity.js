// Figures in running text: a button in Wagtail's editor that opens the window of figures and keeps the one chosen.
(() => {
  "use strict";
  const { React, DraftJS, draftail } = window;
  const { Component, createElement } = React;
  const { EditorState, Modifier } = DraftJS;

  function insert(editorState, type, data, text) {
    const content = editorState.getCurrentContent().createEntity(type, "IMMUTABLE", data);
    const key = content.getLastCreatedEntityKey();
    const replaced = Modifier.replaceText(content, editorState.getSelection(), text, null, key);
    return EditorState.push(editorState, replaced, "insert-characters");
  }

  class FigureSource extends Component {
    componentDidMount() {
      const { editorState, entityType, onComplete, onClose } = this.props;
      window.ModalWorkflow({
        url: entityType.chooserUrls.figureChooser,
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: {
          chosen(result) {
            const text = result[entityType.form];
            onComplete(insert(editorState, entityType.type, { id: result.id, title: result.title, text }, text));
          },
        },
        onError: onClose,
      });
      // Closing the window without a choice must give the editor back.
      window.jQuery("body").on("hidden.bs.modal", onClose);
    }

    componentWillUnmount() {
      window.jQuery("body").off("hidden.bs.modal", this.props.onClose);
    }

    render() {
      return null;
    }
  }

  function Figure({ children, contentState, entityKey }) {
    const { title } = contentState.getEntity(entityKey).getData();
    return createElement("span", { className: "nk-figure", title }, children);
  }

  for (const type of ["FIGURE", "FIGURE_NUMBER"]) {
    draftail.registerPlugin({ type, source: FigureSource, decorator: Figure }, "entityTypes");
  }
})();
