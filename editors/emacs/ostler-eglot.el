;;; ostler-eglot.el --- ostler as a language server for eglot -*- lexical-binding: t -*-

;;; Commentary:
;; Load this file, then `M-x eglot' in a YAML buffer.

;;; Code:

(require 'eglot)

(add-to-list 'eglot-server-programs
             '((yaml-mode yaml-ts-mode conf-toml-mode toml-ts-mode)
               . ("ostler" "lsp" :initializationOptions (:targets (:talos "1.13") :mode "metal"))))

(provide 'ostler-eglot)
;;; ostler-eglot.el ends here
